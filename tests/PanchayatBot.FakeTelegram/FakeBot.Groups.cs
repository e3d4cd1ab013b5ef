using System.Text.Json;

namespace PanchayatBot.FakeTelegram;

// Groups, and who may speak with whom.
public sealed partial class FakeBot
{
    /// <summary>Somebody opens a group with the bot in it.</summary>
    /// <param name="title">Its name.</param>
    /// <param name="members">Who is in it; the first one opened it.</param>
    /// <returns>Id of the group, less than 0.</returns>
    public long AddGroup(string title, params long[] members)
    {
        lock (Gate)
        {
            var group = new Chat(-++_lastGroup, ChatKind.Group, title) { Started = true };
            foreach (var member in members)
            {
                if (!_people.ContainsKey(member))
                    AddPerson(member, $"ग्रामीण {member}");
                group.Members.Add(member);
            }

            _chats.Add(group.Id, group);
            PushMembership(group, members[0], "left", "member");
            return group.Id;
        }
    }

    /// <summary>A group becomes a supergroup with a new id, as big or public groups do; both chats say so.</summary>
    /// <returns>Id of the supergroup.</returns>
    public long Migrate(long group)
    {
        lock (Gate)
        {
            var old = _chats[group];
            var moved = new Chat(-1_000_000_000_000 + old.Id, ChatKind.Supergroup, old.Title) { Started = true };
            moved.Members.AddRange(old.Members);
            _chats.Add(moved.Id, moved);
            Say(old, old.Members[0], draft => draft with { Service = ("migrate_to_chat_id", moved.Id) }, isService: true);
            Say(moved, old.Members[0], draft => draft with { Service = ("migrate_from_chat_id", old.Id) }, isService: true);
            old.MigratedTo = moved.Id;
            return moved.Id;
        }
    }

    /// <summary>A member throws the bot out of a group.</summary>
    public int? Remove(long group)
    {
        lock (Gate)
        {
            var chat = _chats[group];
            chat.Removed = true;
            return PushMembership(chat, chat.Members[0], "member", "kicked");
        }
    }

    private int? ChangeMembership(long user, bool blocked)
    {
        lock (Gate)
        {
            if (!_people.ContainsKey(user))
                AddPerson(user, $"ग्रामीण {user}");
            var chat = _chats[user];
            chat.Blocked = blocked;
            chat.Started = true;
            return blocked ? PushMembership(chat, user, "member", "kicked") : PushMembership(chat, user, "kicked", "member");
        }
    }

    private int? PushMembership(Chat chat, long user, string before, string after) =>
        Push("my_chat_member", chat, user, chat.Id + MembershipQueue, UpdateLifetime, 0, json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("chat"u8);
            WriteChatFields(json, chat);
            json.WriteEndObject();
            json.WriteStartObject("from"u8);
            WritePersonFields(json, _people[user]);
            json.WriteEndObject();
            json.WriteNumber("date"u8, Options.Time.GetUtcNow().ToUnixTimeSeconds());
            WriteMember(json, "old_chat_member", before);
            WriteMember(json, "new_chat_member", after);
            json.WriteEndObject();
        })?.Id;

    private void WriteMember(Utf8JsonWriter json, string field, string status)
    {
        json.WriteStartObject(field);
        json.WriteStartObject("user"u8);
        WriteSelf(json);
        json.WriteEndObject();
        json.WriteString("status"u8, status);
        if (status == "kicked")
            json.WriteNumber("until_date"u8, 0);
        json.WriteEndObject();
    }
}
