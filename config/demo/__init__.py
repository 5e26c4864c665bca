"""The demo: invented people who replay the inspection of 2024 and work in one of today, through the product's own actions."""
