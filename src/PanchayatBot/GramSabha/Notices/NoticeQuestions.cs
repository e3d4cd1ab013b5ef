using System.Globalization;
using PanchayatBot.Content;
using PanchayatBot.Conversations;
using PanchayatBot.Dates;
using PanchayatBot.Messages;
using PanchayatBot.Places;

namespace PanchayatBot.GramSabha.Notices;

/// <summary>The words of the dialog in which a notice is written. What it needs to know stands in the question's state.</summary>
public sealed class NoticeQuestions(NoticeWords words)
{
    internal const string All = "all";
    internal const string Done = "done";
    internal const string More = "more";
    internal const string Remove = "remove";
    internal const string Skip = "skip";
    internal const string Back = "back";
    internal const string Later = "later";
    internal const string Send = "send";
    internal const string Extra = "extra";
    internal const string Usual = "usual";

    private const int LongestLabel = 40;

    /// <summary>Puts a question into words.</summary>
    public Reply Ask(Turn turn, NoticeStep step) => step switch
    {
        NoticeStep.WhichPanchayat which => which.Options.Count == 0
            ? new Reply(turn.Say("call.panchayat.type"))
            : new Reply(turn.Say("call.panchayat")) { Buttons = Places(turn, which.Options) },
        NoticeStep.WhichKind kind => new Reply(turn.Say("call.kind", ("place", kind.Draft.Panchayat[turn.Language])))
        {
            Buttons = [.. Enum.GetValues<NoticeKind>().Select(one => Button.Choice(turn.Say($"call.kind.{Key(one)}"), one.ToString()))],
        },
        NoticeStep.WhenIs asked => When(turn, asked),
        NoticeStep.WhereIs where => new Reply(turn.Say("call.where", ("when", new When(where.Sitting.Date, where.Sitting.Time).InWords(turn.Language))))
        {
            Buttons = [.. where.Earlier.Select((place, at) => Choice(Label(place), at)), Button.Choice(turn.Say("call.where.office"), Usual)],
        },
        NoticeStep.MoreVillages villages => new Reply(turn.Say("call.villages") + "\n\n" + words.Sittings(villages.Draft.Content, turn.Language))
        {
            Buttons =
            [
                Button.Choice(turn.Say("call.villages.more"), More),
                .. villages.Draft.Content.Sittings.Select((sitting, at) => Choice("✖ " + Label($"{Formats.Date(sitting.Date, turn.Language)} - {sitting.Place}"), at)),
                Button.Choice(turn.Say("call.done"), Done),
            ],
        },
        NoticeStep.WhatAgenda agenda => Agenda(turn, agenda),
        NoticeStep.WhatMessage => new Reply(turn.Say("call.message")),
        NoticeStep.WhatReason reason => new Reply(reason.Warnings is { } warnings ? warnings + "\n\n" + turn.Say("call.reason") : turn.Say($"call.why.{Key(reason.Draft.Act)}"))
        {
            Buttons = reason.Warnings is null && reason.Draft.Act != NoticeAct.Cancelled ? [Button.Choice(turn.Say("call.skip"), Skip)] : [],
        },
        NoticeStep.Preview preview => Preview(turn, preview),
        NoticeStep.Extras extras => new Reply(turn.Say("call.extras"))
        {
            Buttons =
            [
                .. Enum.GetValues<ExtraField>().Where(field => extras.Draft.Content.IsMeeting || field is ExtraField.Reference or ExtraField.Letter or ExtraField.Ward)
                    .Where(field => extras.Draft.Notice is null || field != ExtraField.Ward)
                    .Select(field => Button.Choice(turn.Say($"call.extra.{Key(field)}"), field.ToString())),
                Button.Choice(turn.Say("call.back"), Back),
            ],
        },
        NoticeStep.WhatExtra extra => new Reply(turn.Say($"call.ask.{Key(extra.Field)}"))
        {
            Buttons = [.. Places(turn, extra.Wards), .. Without(extra) is { } without ? new[] { Button.Choice(turn.Say(without), Usual) } : [], Button.Choice(turn.Say("call.back"), Back)],
        },
        NoticeStep.Confirm confirm => new Reply(turn.Say(confirm.Draft.Notice is null ? "call.confirm" : "call.confirm.change", ("count", confirm.People), ("time", TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(confirm.Seconds)))))
            + (confirm.Unreachable == 0 ? "" : "\n" + turn.Say("call.confirm.unreachable", ("count", confirm.Unreachable))))
        {
            Buttons = [Button.Choice(turn.Say(confirm.Draft.Act == NoticeAct.Published ? "call.publish" : $"call.publish.{Key(confirm.Draft.Act)}"), Send), Button.Choice(turn.Say("call.back"), Back)],
        },
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    /// <summary>What the button says that leaves a field as usual; null when there is nothing to leave.</summary>
    private static string? Without(NoticeStep.WhatExtra step) => step.Field switch
    {
        ExtraField.Voters => null,
        ExtraField.Ward => "call.ward.all",
        ExtraField.Letter => step.Draft.Sent is null && step.Draft.Content.Letter is null ? null : "call.without",
        ExtraField.Pin => step.Draft.Content.Pin is null ? null : "call.without",
        _ => "call.usual",
    };

    /// <summary>At most so many letters, for a button.</summary>
    internal static string Label(string text) => text.Length <= LongestLabel ? text : text[..(LongestLabel - 1)].TrimEnd() + "…";

    private static Reply When(Turn turn, NoticeStep.WhenIs step)
    {
        var question = (step.Known.Date, step.Known.Time, step.Place) switch
        {
            (null, null, null) => turn.Say(step.Draft.Content.Kind == NoticeKind.Villages ? "call.when.village" : "call.when"),
            (null, null, { } place) => turn.Say("call.when.new", ("place", place)),
            (null, _, _) => turn.Say("call.when.date", ("when", step.Known.InWords(turn.Language))),
            _ => turn.Say("call.when.time", ("when", step.Known.InWords(turn.Language))),
        };
        return new Reply(question)
        {
            Buttons =
            [
                .. step.Choices.Select((when, at) => Choice(when.InWords(turn.Language), at)),
                .. step.Draft.Act == NoticeAct.Postponed && step.Known is { Date: null, Time: null } ? new[] { Button.Choice(turn.Say("call.when.later"), Later) } : [],
            ],
        };
    }

    private Reply Agenda(Turn turn, NoticeStep.WhatAgenda step)
    {
        var agenda = step.Draft.Content.Agenda;
        if (step.Removing)
        {
            // The first item is the law's: it stays.
            return new Reply(turn.Say("call.agenda.which") + "\n\n" + words.Agenda(agenda, turn.Language))
            {
                Buttons = [.. agenda.Select((item, at) => Choice(Label($"{at + 1}. {item[turn.Language]}"), at)).Skip(1).Take(40), Button.Choice(turn.Say("call.back"), Back)],
            };
        }

        var standing = step.Offered.Count(item => item.Suggestion is null);
        return new Reply(turn.Say("call.agenda") + "\n\n" + words.Agenda(agenda, turn.Language) + (agenda.Count > 0 ? "\n\n" : "") + turn.Say("call.agenda.add"))
        {
            Buttons =
            [
                .. standing > 1 ? new[] { Button.Choice(turn.Say("call.agenda.all", ("count", standing)), All) } : [],
                .. step.Offered.Take(12).Select((item, at) => Choice((item.Suggestion is null ? "➕ " : "🗣 ") + Label(item.Item[turn.Language]), at)),
                .. agenda.Count > 1 ? new[] { Button.Choice(turn.Say("call.agenda.remove"), Remove) } : [],
                Button.Choice(turn.Say("call.done"), Done),
            ],
        };
    }

    private static Reply Preview(Turn turn, NoticeStep.Preview step)
    {
        var draft = step.Draft;
        var meets = draft.Content.IsMeeting && draft.Act != NoticeAct.Cancelled;
        return new Reply(turn.Say(draft.Notice is null ? "call.preview" : "call.preview.change") + "\n\n" + step.Shown + Enclosed(turn, draft) + (step.Warnings.Length > 0 ? "\n\n" + step.Warnings : ""))
        {
            Buttons = draft.Act == NoticeAct.Cancelled
                ? [Button.Choice(turn.Say("call.next"), Send)]
                :
                [
                    Button.Choice(turn.Say("call.next"), Send),
                    .. meets ? new[] { Button.Choice(turn.Say("call.edit.when"), nameof(NoticeField.Date)), Button.Choice(turn.Say("call.edit.agenda"), nameof(NoticeField.Agenda)) } : [],
                    .. meets && draft.Content.Sittings.Count == 1 ? new[] { Button.Choice(turn.Say("call.edit.where"), nameof(NoticeField.Place)) } : [],
                    .. draft.Content.IsMeeting ? [] : new[] { Button.Choice(turn.Say("call.edit.message"), nameof(NoticeField.Message)) },
                    .. draft.Notice is null ? new[] { Button.Choice(turn.Say("call.edit.kind"), nameof(NoticeField.Kind)) } : [],
                    Button.Choice(turn.Say("call.edit.extras"), Extra),
                ],
        };
    }

    /// <summary>What goes along with the words.</summary>
    private static string Enclosed(Turn turn, Draft draft) =>
        (draft.Sent is null && draft.Content.Letter is null ? "" : "\n\n" + turn.Say("call.preview.letter")) + (draft.Content.Pin is null ? "" : "\n\n" + turn.Say("call.preview.pin"));

    private static Button[] Places(Turn turn, IReadOnlyList<PlaceOption> places) =>
        [.. places.Select(place => Button.Choice(Label(place[turn.Language]), place.Id.ToString(CultureInfo.InvariantCulture)))];

    private static Button Choice(string label, int at) => Button.Choice(label, at.ToString(CultureInfo.InvariantCulture));

    private static string Key<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
