"""Speed, memory and what int8 costs: `python -m benchmarks.speed`."""
