using System.Globalization;
using System.Text.Json.Serialization;
using PanchayatBot.Conversations;
using PanchayatBot.Messages;
using PanchayatBot.People;
using PanchayatBot.Storage;

namespace PanchayatBot.Citizens;

/// <summary>Several people of a household on one phone: who speaks is chosen by a tap, and votes, consents and offices belong to that person.</summary>
public sealed class Household : IConversation
{
    /// <summary>Purpose of the consent under which a name is kept.</summary>
    public const string Purpose = "name";

    /// <summary>Version of the words under <c>family.name</c>.</summary>
    public const string NoticeVersion = "2026-11";

    private const int MostPeople = 10;
    private const string Add = "add";

    /// <summary>The questions of the dialog.</summary>
    [JsonDerivedType(typeof(WhoSpeaks), "who")]
    [JsonDerivedType(typeof(WhatName), "name")]
    public abstract record Step
    {
        /// <summary>अभी कौन बात कर रहा है?</summary>
        public sealed record WhoSpeaks(IReadOnlyList<Member> People) : Step;

        /// <summary>नाम लिखें; of somebody new, or of the speaker.</summary>
        public sealed record WhatName(bool New) : Step;
    }

    /// <summary>Somebody of the household as the question shows them.</summary>
    /// <param name="Id">The person's number.</param>
    /// <param name="Name">The name; empty when none was told.</param>
    public sealed record Member(long Id, string Name);

    /// <inheritdoc />
    public void Map(Routes routes)
    {
        routes.Dialog<Step>("household", Question, AnswerAsync);
        routes.Command("family", Routes.Privately(FamilyAsync));
        routes.Button("family", Routes.Privately(FamilyAsync));
        routes.Button("my-name", Routes.Privately((_, _, _) => Task.FromResult(Answer.Ask<Step>(new Step.WhatName(New: false)))));
    }

    private static async Task<Answer> FamilyAsync(Turn turn, string argument, CancellationToken cancellation) =>
        Answer.Ask<Step>(new Step.WhoSpeaks(await PeopleAsync(turn)));

    private static async Task<IReadOnlyList<Member>> PeopleAsync(Turn turn)
    {
        // The one who speaks belongs to the household even before anybody was added.
        var people = (await ChatPeople.OfAsync(turn.Db, turn.Chat.Address)).Select(person => new Member(person.Id, person.Name[turn.Language])).ToList();
        if (turn.Chat.PersonId is { } speaker && people.TrueForAll(member => member.Id != speaker) && await PersonStore.FindAsync(turn.Db, speaker) is { } own)
            people.Insert(0, new Member(own.Id, own.Name[turn.Language]));
        return people;
    }

    private static Reply Question(Turn turn, Step step)
    {
        if (step is Step.WhatName name)
            return new Reply(turn.Say(name.New ? "family.name" : "family.name.own"));
        var people = ((Step.WhoSpeaks)step).People;
        return new Reply(turn.Say(people.Count == 0 ? "family.nobody" : "family.who"))
        {
            Buttons =
            [
                .. people.Select(member => Button.Choice((member.Id == turn.Chat.PersonId ? "✔ " : "") + (member.Name.Length > 0 ? member.Name : turn.Say("family.unnamed")),
                    member.Id.ToString(CultureInfo.InvariantCulture))),
                .. people.Count < MostPeople ? new[] { Button.Choice(turn.Say("family.add"), Add) } : [],
            ],
        };
    }

    private static async Task<Answer> AnswerAsync(Turn turn, Step step, CancellationToken cancellation)
    {
        if (step is Step.WhatName name)
            return await NameAsync(turn, name.New);
        if (turn.Choice == Add)
            return Answer.Ask<Step>(new Step.WhatName(New: true));
        var people = ((Step.WhoSpeaks)step).People;
        if (!long.TryParse(turn.Choice, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || people.FirstOrDefault(member => member.Id == id) is not { } chosen)
            return Answer.Pass;
        // Whoever spoke until now stays in the household.
        if (turn.Chat.PersonId is { } before)
            await ChatPeople.AddAsync(turn.Db, turn.Chat.Address, before, turn.Now);
        turn.Chat.PersonId = chosen.Id;
        return Answer.Say(turn.Say("family.speaks", ("name", chosen.Name.Length > 0 ? chosen.Name : turn.Say("family.unnamed"))), turn.MenuButtons);
    }

    private static async Task<Answer> NameAsync(Turn turn, bool isNew)
    {
        if (turn.Text.Length == 0)
            return Answer.Pass;
        if (PersonStore.NameIn(turn.Text) is not { } name)
            return Answer.Keep(turn.Say("family.name.bad"));
        long person;
        if (isNew)
        {
            if (turn.Chat.PersonId is { } before)
                await ChatPeople.AddAsync(turn.Db, turn.Chat.Address, before, turn.Now);
            person = await PersonStore.AddAsync(turn.Db, name, turn.Chat.PanchayatId, turn.Now);
            await ChatPeople.AddAsync(turn.Db, turn.Chat.Address, person, turn.Now);
            turn.Chat.PersonId = person;
        }
        else
        {
            person = await turn.SpeakerAsync();
            await PersonStore.RenameAsync(turn.Db, person, name);
        }

        await Consents.GiveAsync(turn.Db, person, Purpose, NoticeVersion, turn.Language, turn.Chat.Channel, turn.Now);
        return Answer.Say(turn.Say("family.speaks", ("name", name.Hindi)), turn.MenuButtons);
    }
}

/// <summary>The SQL of the table <c>chat_person</c>.</summary>
public static class ChatPeople
{
    /// <summary>Adds a person to a chat's household; again changes nothing.</summary>
    public static Task AddAsync(Db db, ChatAddress chat, long person, DateTimeOffset now) => db.ExecuteAsync(
        "insert into chat_person (channel, chat_id, person_id, added_at) values (@Channel, @Id, @person, @now) on conflict do nothing", new { chat.Channel, chat.Id, person, now });

    /// <summary>The people of a chat's household, in the order in which they came.</summary>
    public static Task<IReadOnlyList<Person>> OfAsync(Db db, ChatAddress chat) => db.QueryAsync<Person>("""
        select p.id, p.place_id, p.name_hi, p.name_en from person p join chat_person c on c.person_id = p.id
        where c.channel = @Channel and c.chat_id = @Id order by c.added_at, p.id
        """, new { chat.Channel, chat.Id });

    /// <summary>Takes a person out of every household.</summary>
    public static Task RemoveAsync(Db db, long person) => db.ExecuteAsync("delete from chat_person where person_id = @person", new { person });
}
