"""A number with decimals in a form."""

from wtforms import DecimalField


class DecimalNumber(DecimalField):
    """A number whose decimals follow a comma or a point, as people write it in either language."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; what is shown again has the point that a number field of a page needs."""
        said = [value.strip().replace(",", ".") for value in valuelist]
        super().process_formdata(said)
        self.raw_data = said
