"""What every page stands on: the page and its gate, the context, the filters in the URL, the words and the look."""
