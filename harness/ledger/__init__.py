"""What was accepted, by whom, why and until when; knows neither runs nor comparisons."""
