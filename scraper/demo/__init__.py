"""The bundled sample disclosure logs: five invented forces, served over loopback in the shapes of the real sites."""

from scraper.demo.samples import SampleLabel, sample_labels
from scraper.demo.server import SampleLogs, SeenRequest, start_sample_logs

__all__ = ["SampleLabel", "SampleLogs", "SeenRequest", "sample_labels", "start_sample_logs"]
