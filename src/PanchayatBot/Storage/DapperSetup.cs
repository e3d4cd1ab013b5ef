using System.Data;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace PanchayatBot.Storage;

/// <summary>Teaches Dapper our columns: names with underscores, and moments that sort as text on SQLite.</summary>
internal static class DapperSetup
{
    private static readonly Lock Gate = new();
    private static bool _registered;

    /// <summary>Idempotent; Dapper keeps its handlers for the whole process.</summary>
    public static void Register()
    {
        lock (Gate)
        {
            if (_registered)
                return;
            DefaultTypeMap.MatchNamesWithUnderscores = true;
            SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
            SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
            SqlMapper.AddTypeHandler(new MomentHandler());
            _registered = true;
        }
    }

    private sealed class MomentHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        // Fixed width, so that comparing texts compares moments.
        private const string Format = "yyyy-MM-dd HH:mm:ss.fff";

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) =>
            parameter.Value = parameter is SqliteParameter ? value.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture) : value.UtcDateTime;

        public override DateTimeOffset Parse(object value) => value switch
        {
            DateTime moment => new DateTimeOffset(DateTime.SpecifyKind(moment, DateTimeKind.Utc)),
            DateTimeOffset moment => moment,
            string text => new DateTimeOffset(DateTime.ParseExact(text, Format, CultureInfo.InvariantCulture), TimeSpan.Zero),
            _ => throw new DataException($"A {value.GetType().Name} is no moment in time."),
        };
    }
}
