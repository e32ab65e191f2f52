"""How fast a class's answers are kept: 300 phones that answer beside 300 that only look on, on this machine.

Run: python bench/class_phones.py [rounds] [phones]     (phones: so many answer and so many look on)
Aim: an answer is kept within 0.3 s at the 95th percentile, by a server of at most 100 MB above what its imports take.

The server runs in a process of its own. Every phone arrives, loads the page with its style and script, and looks every
three to four seconds whether something else is asked, as the page does. A vote opens, all load its form; 300 answer at
moments of chance within ten seconds, then change their answer all in the same moment, which no class does. A time is
that from the first byte of an answer to the last of the page that says it is kept. All requests come from one
process on the same machine, which costs as much as the server itself.
"""

import asyncio
import json
import random
import re
import subprocess
import sys
import time
from statistics import quantiles
from urllib.parse import urlencode

import psutil
from measuring import PATHS, ROOT, rounds, tell
from tornado.httpclient import AsyncHTTPClient

MANY = IDLE = int(sys.argv[2]) if len(sys.argv) > 2 else 300
WITHIN = 10  # seconds
QUESTION = "0.area_place"
SERVER = """
import asyncio, json, sys
from pathlib import Path
from classroom.in_class import more_files
from classroom.server import HOME, Class

async def serve():
    more_files()
    room = Class(Path(sys.argv[1]))
    room.listen()
    print(json.dumps([room.home, room.address(HOME)]), flush=True)
    await asyncio.Event().wait()

asyncio.run(serve())
"""


async def one_round(home: str, address: str, number: int) -> dict[str, list[float]]:
    """Seconds of all answers of a vote, by how they came."""
    client = AsyncHTTPClient(force_instance=True, max_clients=2 * (MANY + IDLE))
    found: dict[str, list[float]] = {"spread": [], "at once": []}

    async def ask(what: str) -> dict:
        body = json.dumps({"question": QUESTION, "round": number})
        return json.loads((await client.fetch(f"{home}phones/{what}", method="POST", body=body)).body)

    async def arrive() -> str:
        page = await client.fetch(address)
        await asyncio.gather(*(client.fetch(f"{address}/phone.{kind}") for kind in ("css", "js")))
        return page.effective_url

    async def look(phone: str) -> None:
        while True:
            await asyncio.sleep(3 + random.random())
            await client.fetch(f"{phone}/now")

    async def answer(phone: str, wait: float, kind: str) -> None:
        await asyncio.sleep(wait)
        page = (await client.fetch(f"{phone}?change=1")).body.decode()
        vote = re.search(r'name="vote" value="(\d+)"', page)
        assert vote, page
        if kind == "at once":
            await ready.wait()
        begin = time.perf_counter()
        kept = await client.fetch(phone, method="POST", body=urlencode({"vote": vote[1], "value": "40"}))
        found[kind].append(time.perf_counter() - begin)
        assert b"You said 40" in kept.body

    phones = [
        phone
        for _ in range(0, MANY + IDLE, 50)
        for phone in await asyncio.gather(*(arrive() for _ in range(50)))
    ]
    looking = [asyncio.create_task(look(phone)) for phone in phones]
    await ask("start")
    ready = asyncio.Event()
    await asyncio.gather(*(answer(phone, WITHIN * random.random(), "spread") for phone in phones[:MANY]))
    again = [asyncio.create_task(answer(phone, random.random(), "at once")) for phone in phones[:MANY]]
    await asyncio.sleep(4)
    ready.set()
    await asyncio.gather(*again)
    assert (await ask("count"))["count"] == MANY and len((await ask("stop"))["values"]) == MANY
    for task in looking:
        task.cancel()
    await asyncio.gather(*looking, return_exceptions=True)
    client.close()
    return found


def main() -> None:
    """Print what was measured beside the aims."""
    command = [sys.executable, "-c", SERVER, str(ROOT)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=PATHS) as server:
        assert server.stdout
        home, address = json.loads(server.stdout.readline())
        process = psutil.Process(server.pid)
        before, processor = process.memory_info().rss, sum(process.cpu_times()[:2])
        found = [asyncio.run(one_round(home, address, number)) for number in range(1, rounds(3) + 1)]
        grown, used = process.memory_info().rss - before, sum(process.cpu_times()[:2]) - processor
        server.terminate()
    slow = {kind: quantiles([one for each in found for one in each[kind]], n=20)[-1] for kind in found[0]}
    tell("95th percentile, spread", slow["spread"], 0.3, unit=" s")
    print(f"95th percentile, all at once {slow['at once']:.3f} s")
    tell("memory of the server, grown by", grown / 2**20, 100, ".0f", " MB")
    print(f"memory of the server at its start {before / 2**20:.0f} MB; {used:.1f} s of the processor in all")


if __name__ == "__main__":
    main()
