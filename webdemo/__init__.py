"""The web demo: a face on `brief`, in Gradio. `demo.py` at the top starts it."""
