"""The guide as typed data; the data itself lies in `fixtures/guide/`."""
