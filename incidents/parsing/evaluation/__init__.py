"""How well the parser reads: gold sets, their measures, and the time and memory that reading takes."""
