using PanchayatBot.Channels.Telegram;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace PanchayatBot.Tests.Channels.Telegram;

/// <summary>What updates of groups and channels mean.</summary>
public sealed class UpdateReaderTests
{
    private const long BotId = 7;
    private static readonly Chat Channel = new() { Id = -1001, Type = ChatType.Channel, Title = "मधुबन" };
    private static readonly Chat Group = new() { Id = -55, Type = ChatType.Supergroup, Title = "गाँव" };
    private static readonly User Bot = new() { Id = BotId, IsBot = true, FirstName = "bot" };

    [Theory]
    [InlineData("/link ABC", "/link ABC")]
    [InlineData("/link@some_bot ABC", "/link ABC")]
    [InlineData("/link@other_bot ABC", null)]
    [InlineData("कल बैठक है", null)]
    [InlineData("/start", null)]
    public void Of_a_channel_only_the_word_is_heard(string post, string? heard)
    {
        var message = UpdateReader.Read(new Update { Id = 1, ChannelPost = new Message { Id = 2, Chat = Channel, Text = post } }, BotId, "some_bot");
        Assert.Equal(heard, message?.Text);
        if (message is not null)
            Assert.Equal((true, "मधुबन"), (message.InGroup, message.GroupTitle));
    }

    [Fact]
    public void An_anonymous_administrator_speaks_for_the_group_and_another_bot_does_not()
    {
        var anonymous = new User { Id = 1087968824, IsBot = true, FirstName = "Group" };
        Assert.NotNull(UpdateReader.Read(new Update { Id = 1, Message = new Message { Id = 2, Chat = Group, From = anonymous, SenderChat = Group, Text = "/link ABC" } }, BotId, "some_bot"));
        Assert.Null(UpdateReader.Read(new Update { Id = 1, Message = new Message { Id = 2, Chat = Group, From = anonymous, Text = "/link ABC" } }, BotId, "some_bot"));
    }

    public static TheoryData<bool, bool, string> Memberships() => new()
    {
        { false, true, "kicked" }, { false, true, "left" }, { false, false, "member" }, { false, false, "administrator" }, { false, true, "muted" },
        { true, true, "kicked" }, { true, true, "member" }, { true, true, "reader" }, { true, false, "administrator" },
    };

    [Theory]
    [MemberData(nameof(Memberships))]
    public void The_bot_knows_when_it_may_no_longer_write(bool channel, bool lost, string status)
    {
        ChatMember member = status switch
        {
            "kicked" => new ChatMemberBanned { User = Bot },
            "left" => new ChatMemberLeft { User = Bot },
            "muted" => new ChatMemberRestricted { User = Bot, IsMember = true, CanSendMessages = false },
            "reader" => new ChatMemberAdministrator { User = Bot, CanPostMessages = false },
            "administrator" => new ChatMemberAdministrator { User = Bot, CanPostMessages = channel },
            _ => new ChatMemberMember { User = Bot },
        };
        var update = new Update { Id = 1, MyChatMember = new ChatMemberUpdated { Chat = channel ? Channel : Group, From = Bot, NewChatMember = member, OldChatMember = member } };
        Assert.Equal(lost, UpdateReader.IsFarewell(update));
        Assert.Equal(!lost, UpdateReader.IsWelcome(update));
    }
}
