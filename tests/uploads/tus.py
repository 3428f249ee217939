"""Uploads files with tuspy, several at once, until each is done. Job: JSON on standard input. For each file that the
client calls done, a line `done SHA256`."""

import json
import queue
import sys
import threading
import time

from tusclient import client

job = json.load(sys.stdin)
files = queue.Queue()
for file in job["files"]:
    files.put(file)
failed = []


def upload(file):
    tus = client.TusClient(f"{job['url']}/api/v1/uploads", headers={"authorization": f"Bearer {job['token']}"})
    url = None
    for _ in range(200):
        uploader = None
        try:
            uploader = tus.uploader(
                file["path"],
                url=url,
                chunk_size=job["chunk"],
                metadata={"sha256": file["sha256"], "mime": file["mime"]},
                retries=5,
                retry_delay=0.1,
            )
            uploader.upload()
            # One write: print() would write the end of the line apart, and another thread's line could come between.
            print(f"done {file['sha256']}\n", end="", flush=True)
            return
        except Exception as error:
            # It gives up where the server is gone; a program that uses it begins again where it was.
            last = error
            url = uploader.url if uploader is not None else url
            time.sleep(0.1)
    failed.append(f"{file['sha256']}: {last}")


def work():
    while True:
        try:
            file = files.get_nowait()
        except queue.Empty:
            return
        upload(file)


threads = [threading.Thread(target=work) for _ in range(job["parallel"])]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
for line in failed:
    print(line, file=sys.stderr)
sys.exit(1 if failed else 0)
