"""Each page run by Streamlit's own test runner: with data, without, and as each role."""
