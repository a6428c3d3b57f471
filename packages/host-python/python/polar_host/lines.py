"""JSON, a line at a time: what `json` does, without what it does anew for each text."""

import json
from json import encoder, scanner


def _writer():
    if encoder.c_make_encoder is None:
        return json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
    make = encoder.c_make_encoder(
        None, json.JSONEncoder().default, encoder.encode_basestring_ascii, None, ":", ",", False, False, True
    )
    return lambda data: "".join(make(data, 0))


def _reader():
    scan = scanner.make_scanner(json.JSONDecoder())
    return lambda text: scan(text, 0)[0]


write = _writer()
read = _reader()
