using PanchayatBot.Storage;

namespace PanchayatBot.GramSabha.Notices;

/// <summary>What somebody answers to an invitation. Names stand in the database in lower case. In Hindi the verb tells whether a man or a
/// woman speaks: that is how women are counted without asking.</summary>
public enum Coming
{
    /// <summary>आऊँगा.</summary>
    Man,

    /// <summary>आऊँगी.</summary>
    Woman,

    /// <summary>नहीं.</summary>
    No,

    /// <summary>पता नहीं.</summary>
    Unsure,
}

/// <summary>Answers of one ward.</summary>
/// <param name="WardId">The ward; null for people who told none.</param>
/// <param name="Men">Men who mean to come.</param>
/// <param name="Women">Women who mean to come.</param>
/// <param name="No">Who cannot come.</param>
/// <param name="Unsure">Who does not know.</param>
public sealed record ComingCount(long? WardId, int Men, int Women, int No, int Unsure)
{
    /// <summary>All who mean to come.</summary>
    public int Yes => Men + Women;
}

/// <summary>What somebody would like to have talked about.</summary>
public sealed class AgendaSuggestion
{
    /// <summary>Its number.</summary>
    public long Id { get; init; }

    /// <summary>The words.</summary>
    public required string Body { get; init; }
}

/// <summary>The SQL of what people answer to notices.</summary>
public static class ReplyStore
{
    /// <summary>Enters an answer; a later one takes the place of the earlier.</summary>
    public static Task AnswerAsync(Db db, Notice notice, long person, long? ward, Coming answer, DateTimeOffset now) => db.ExecuteAsync("""
        insert into notice_reply (notice_id, person_id, place_id, ward_id, answer, replied_at) values (@Id, @person, @PlaceId, @ward, @answer, @now)
        on conflict (notice_id, person_id) do update set answer = excluded.answer, ward_id = excluded.ward_id, replied_at = excluded.replied_at
        """, new { notice.Id, person, notice.PlaceId, ward, answer = answer.ToString().ToLowerInvariant(), now });

    /// <summary>The answers by ward.</summary>
    public static async Task<IReadOnlyList<ComingCount>> CountAsync(Db db, long notice)
    {
        var rows = await db.QueryAsync<(long? Ward, string Answer, long People)>(
            "select ward_id, answer, count(*) from notice_reply where notice_id = @notice group by ward_id, answer order by ward_id", new { notice });
        return [.. rows.GroupBy(row => row.Ward).Select(ward => new ComingCount(ward.Key, Of(ward, Coming.Man), Of(ward, Coming.Woman), Of(ward, Coming.No), Of(ward, Coming.Unsure)))];

        static int Of(IEnumerable<(long? Ward, string Answer, long People)> rows, Coming answer) =>
            (int)rows.Where(row => string.Equals(row.Answer, answer.ToString(), StringComparison.OrdinalIgnoreCase)).Sum(row => row.People);
    }

    /// <summary>Enters what somebody would like to have talked about.</summary>
    public static Task SuggestAsync(Db db, Notice notice, long person, string body, DateTimeOffset now) => db.ExecuteAsync("""
        insert into agenda_suggestion (place_id, notice_id, person_id, body, suggested_at) values (@PlaceId, @Id, @person, @body, @now)
        """, new { notice.PlaceId, notice.Id, person, body, now });

    /// <summary>How many suggestions of a person a notice has.</summary>
    public static Task<int> SuggestedByAsync(Db db, long notice, long person) =>
        db.SingleAsync<int>("select count(*) from agenda_suggestion where notice_id = @notice and person_id = @person", new { notice, person });

    /// <summary>Suggestions of a panchayat that are on no agenda yet, the newest first.</summary>
    public static Task<IReadOnlyList<AgendaSuggestion>> SuggestionsAsync(Db db, long place, int most) =>
        db.QueryAsync<AgendaSuggestion>("select id, body from agenda_suggestion where place_id = @place and taken_at is null order by id desc limit @most", new { place, most });

    /// <summary>Notes that a suggestion is on an agenda.</summary>
    public static Task TakenAsync(Db db, long place, long id, DateTimeOffset now) =>
        db.ExecuteAsync("update agenda_suggestion set taken_at = @now where id = @id and place_id = @place and taken_at is null", new { id, place, now });

    /// <summary>How much of a person's is kept here.</summary>
    public static async Task<(int Answers, int Suggestions)> KeptAsync(Db db, long person) => (
        await db.SingleAsync<int>("select count(*) from notice_reply where person_id = @person", new { person }),
        await db.SingleAsync<int>("select count(*) from agenda_suggestion where person_id = @person", new { person }));

    /// <summary>Deletes a person's answers; suggestions stay without a name once they are on the agenda, the others go.</summary>
    public static async Task ForgetAsync(Db db, long person)
    {
        await db.ExecuteAsync("delete from notice_reply where person_id = @person", new { person });
        await db.ExecuteAsync("delete from agenda_suggestion where person_id = @person and taken_at is null", new { person });
        await db.ExecuteAsync("update agenda_suggestion set person_id = null where person_id = @person", new { person });
    }
}
