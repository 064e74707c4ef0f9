"""What goes between the server and the brief in the browser, as plain values: `rows` out, `given` in, `marks` for the colours."""
