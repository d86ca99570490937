// Datasette says this in a script within its pages, which the site's policy does not run.
window.DATASETTE_ALLOW_FACET = true;
