"""How a manifest is written."""

import yaml


class _Plain(yaml.SafeDumper):
    """Without anchors, and with lists indented as people write them."""

    def ignore_aliases(self, data):
        return True

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)


def written(document: dict) -> str:
    return yaml.dump(document, Dumper=_Plain, sort_keys=False, width=120, allow_unicode=True)
