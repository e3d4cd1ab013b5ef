using System.Text;
using CsCheck;
using PanchayatBot.Content;
using PanchayatBot.GramSabha.Notices;
using PanchayatBot.Messages;

namespace PanchayatBot.Tests.GramSabha;

public sealed class NoticeTests
{
    private static readonly GramSabhaOptions Usual = new();

    [Fact]
    public void Reminders_disturb_nobody_at_night_and_come_before_the_meeting() =>
        Gen.Select(Gen.Int[0, 3000], Gen.Int[0, 24 * 60 - 1]).Sample((days, minutes) =>
        {
            var sitting = new Sitting(new DateOnly(2026, 1, 1).AddDays(days), TimeOnly.MinValue.AddMinutes(minutes), "x");
            foreach (var reminder in Reminders.Of(new NoticeContent { Sittings = [sitting] }, Usual))
            {
                var local = reminder.At.ToOffset(Formats.India.BaseUtcOffset);
                Assert.InRange(local.Hour, Usual.QuietUntil, Usual.QuietFrom - 1);
                Assert.True(reminder.At <= sitting.At - TimeSpan.FromMinutes(30), $"{reminder.At} for {sitting.At}");
                Assert.True(reminder.At >= sitting.At - TimeSpan.FromDays(3));
            }
        });

    [Theory]
    [InlineData("2026-12-07", "11:00", "2026-12-05 11:00", "2026-12-07 09:00")]
    [InlineData("2026-12-07", "08:00", "2026-12-05 08:00", "2026-12-07 07:00")]
    [InlineData("2026-12-07", "07:15", "2026-12-05 07:15", "2026-12-06 20:30")]
    [InlineData("2026-12-07", "23:30", "2026-12-06 07:00", "2026-12-07 20:30")]
    public void Reminders_are_moved_out_of_the_quiet_hours(string date, string time, string first, string second)
    {
        var sitting = new Sitting(DateOnly.Parse(date, null), TimeOnly.Parse(time, null), "x");
        var at = Reminders.Of(new NoticeContent { Sittings = [sitting] }, Usual).Select(reminder => reminder.At.ToOffset(Formats.India.BaseUtcOffset).ToString("yyyy-MM-dd HH:mm", null));
        Assert.Equal([first, second], at);
    }

    [Fact]
    public void A_notice_is_read_back_as_it_was_written() =>
        Gen.Select(Gen.Enum<NoticeKind>(), Gen.String, Gen.String.List[0, 5], Gen.Double[-90, 90]).Sample((kind, text, items, north) =>
        {
            var content = new NoticeContent
            {
                Kind = kind,
                Sittings = [new(new DateOnly(2026, 12, 7), new TimeOnly(11, 30), text)],
                Agenda = [.. items.Select(item => new Bilingual(item, item))],
                Message = text,
                Pin = new MapPoint(north, 80),
            };
            var read = NoticeContent.Unpack(content.Pack());
            Assert.Equal(content.Kind, read.Kind);
            Assert.Equal(content.Sittings, read.Sittings);
            Assert.Equal(content.Agenda, read.Agenda);
            Assert.Equal(content.Pin, read.Pin);
            Assert.Empty(NoticeChanges.Between(content, read));
        });

    [Theory]
    [InlineData("1. सड़क\n2) पानी\n\n- नाली\n• बिजली", "सड़क|पानी|नाली|बिजली")]
    [InlineData("2 अक्टूबर की तैयारी", "2 अक्टूबर की तैयारी")]
    [InlineData("15.5 लाख का हिसाब", "15.5 लाख का हिसाब")]
    [InlineData("\u200b\u202eसड़क\u0007 \u200d", "सड़क")]
    [InlineData("क्\u200dया", "क्\u200dया")]
    [InlineData("***\n---\n", "")]
    public void A_typed_agenda_is_taken_apart(string typed, string items) => Assert.Equal(items, string.Join('|', OfficialText.Items(typed)));

    [Fact]
    public void Cleaning_twice_changes_nothing_more() => Gen.String.Sample(text => Assert.Equal(OfficialText.Clean(text), OfficialText.Clean(OfficialText.Clean(text))));

    [Fact]
    public void A_line_of_a_calendar_file_is_never_longer_than_75_bytes() => Gen.String.Sample(place =>
    {
        var content = new NoticeContent { Sittings = [new(new DateOnly(2026, 12, 7), new TimeOnly(11, 30), OfficialText.CleanLine(place))] };
        var file = CalendarFile.Of(new Notice { Id = 7, Version = 2, Packed = content.Pack() }, "ग्राम सभा, मधुबन; विशेष", ["सड़क", "पानी"]);
        Assert.All(file.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75, line));
        Assert.Contains("DTSTART:20261207T060000Z", file, StringComparison.Ordinal);
        Assert.Contains(@"ग्राम सभा\, मधुबन\; विशेष", file.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    });
}
