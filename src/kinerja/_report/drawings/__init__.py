"""Pictures that pages write as SVG by themselves: thousands of pages each want one, and soon.

They show what `kinerja.plotting.contributions` shows, from the same reading of the result.
"""
