"""How what is said is dressed: plain lines, Markdown, HTML, data for programs. They decide nothing."""
