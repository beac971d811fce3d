"""A Matrix client that is not ours (matrix-nio), as the other side of a conversation.

Reads commands as JSON lines on standard input and says what it sees as JSON lines on standard output. It ends with its
standard input.
"""

import asyncio
import json
import os
import sys

from nio import (
    AsyncClient,
    AsyncClientConfig,
    InviteMemberEvent,
    JoinError,
    LoginError,
    MegolmEvent,
    RoomInviteError,
    RoomMessage,
    RoomSendError,
)


def say(kind: str, **fields: object) -> None:
    print(json.dumps({"t": kind, **fields}), flush=True)


async def main(server: str, user: str, password: str, store: str) -> None:
    config = AsyncClientConfig(encryption_enabled=True, store_sync_tokens=True)
    client = AsyncClient(server, user, store_path=store, config=config)

    async def invited(room, event) -> None:
        if event.state_key == client.user_id:
            say("invited", room=room.room_id)

    async def heard(room, event) -> None:
        content = event.source["content"]
        say("message", room=room.room_id, sender=event.sender, id=event.event_id, content=content)

    async def locked(room, event) -> None:
        say("locked", room=room.room_id, sender=event.sender, id=event.event_id)

    client.add_event_callback(invited, InviteMemberEvent)
    client.add_event_callback(heard, RoomMessage)
    client.add_event_callback(locked, MegolmEvent)

    async def act(command: dict) -> None:
        room = command["room"]
        match command["do"]:
            case "join":
                answer, failure = await client.join(room), JoinError
            case "invite":
                answer, failure = await client.room_invite(room, command["user"]), RoomInviteError
            case "send":
                # Its user has verified nobody; that is what most people do.
                answer = await client.room_send(
                    room, "m.room.message", command["content"], ignore_unverified_devices=True
                )
                failure = RoomSendError
            case other:
                raise ValueError(other)
        say("done", command=command["id"], ok=not isinstance(answer, failure))

    async def obey() -> None:
        loop = asyncio.get_running_loop()
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            await act(json.loads(line))
        os._exit(0)

    answer = await client.login(password, device_name="other client")
    if isinstance(answer, LoginError):
        sys.exit("login")
    await client.sync(timeout=0, full_state=True)
    say("ready", user=client.user_id)
    await asyncio.gather(obey(), client.sync_forever(timeout=10_000))


asyncio.run(main(*sys.argv[1:]))
