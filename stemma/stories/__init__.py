"""Stories: entities resolved across reports, and reports grouped into stories and threads."""
