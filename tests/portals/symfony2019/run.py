"""Point d'entrée : ./start --port P --smtp H:S --accounts FICHIER.json"""
import argparse
import logging
import os
import signal
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))


def main():
    parser = argparse.ArgumentParser(prog="start")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--smtp", required=True)
    parser.add_argument("--accounts", required=True)
    parser.add_argument("--defect", default="")
    parser.add_argument("--variation", default="")
    parser.add_argument("--session-seconds", type=float, default=1200, help="durée d'inactivité (20 minutes)")
    args = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    signal.signal(signal.SIGINT, lambda *_: os._exit(0))
    from portal.app import create_app
    from portal.toggles import UnknownToggle
    try:
        app = create_app(args.accounts, args.smtp, args.defect, args.variation, args.session_seconds)
    except UnknownToggle as error:
        sys.exit("start: %s" % error)
    from werkzeug.serving import WSGIRequestHandler, make_server
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    WSGIRequestHandler.protocol_version = "HTTP/1.1"
    WSGIRequestHandler.disable_nagle_algorithm = True
    make_server("127.0.0.1", args.port, app, threaded=True).serve_forever()


if __name__ == "__main__":
    main()
