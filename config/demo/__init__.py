"""The demo: invented people replay the inspection of 2024 and work in one of today, through the product's actions."""
