using System.Text.Json;

namespace PanchayatBot.FakeTelegram.Load;

/// <summary>What a benchmark measured.</summary>
/// <param name="Mode">How questions came: so many at a time, or so many a second.</param>
/// <param name="Users">People who took part.</param>
/// <param name="Seconds">Length of the measured time.</param>
/// <param name="Asked">Questions asked in it.</param>
/// <param name="Answered">Answers within it and the time to drain.</param>
/// <param name="TurnsPerSecond">Answers within it, a second.</param>
/// <param name="P50">Half of the answers came within so many ms.</param>
/// <param name="P95">So did 95 of 100.</param>
/// <param name="P99">So did 99 of 100.</param>
/// <param name="Max">So did all.</param>
/// <param name="BotCpuMsPerTurn">Processor time of the bot for one answer.</param>
/// <param name="ServerCpuMsPerTurn">Processor time of this server for one answer, simulated people included.</param>
/// <param name="BotPeakMegabytes">The most memory that the bot ever had resident.</param>
/// <param name="Lost">Questions without an answer.</param>
/// <param name="Duplicates">Answers that came twice, word for word.</param>
/// <param name="Extras">Other messages that nobody waited for.</param>
/// <param name="Refusals">Calls answered with an error: how often, and what the first one was told.</param>
internal sealed record BenchReport(
    string Mode, int Users, double Seconds, int Asked, int Answered, double TurnsPerSecond, double P50, double P95, double P99, double Max,
    double BotCpuMsPerTurn, double ServerCpuMsPerTurn, double BotPeakMegabytes, int Lost, int Duplicates, int Extras, IReadOnlyList<string> Refusals)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public bool IsClean => Lost == 0 && Duplicates == 0 && Answered > 0;

    /// <summary>The value below which the given share of sorted values lies; 0 for none.</summary>
    public static double Percentile(double[] sorted, double share) => sorted.Length == 0 ? 0 : sorted[(int)Math.Ceiling(share * sorted.Length) - 1];

    public string ToTable() => $"""
        {Mode}, {Users} users, {Seconds:0.0} s
        turns/s        {TurnsPerSecond,10:0.0}   ({Answered} of {Asked} answered)
        p50            {P50,10:0.0} ms
        p95            {P95,10:0.0} ms
        p99            {P99,10:0.0} ms
        max            {Max,10:0.0} ms
        bot CPU        {BotCpuMsPerTurn,10:0.000} ms per turn
        server CPU     {ServerCpuMsPerTurn,10:0.000} ms per turn
        bot memory     {BotPeakMegabytes,10:0.0} MB at most (VmHWM)
        lost           {Lost,10}
        duplicates     {Duplicates,10}
        extra messages {Extras,10}
        refused calls  {Refusals.Count,10}   {(Refusals is [var first, ..] ? first : "")}
        """;

    public string ToJson() => JsonSerializer.Serialize(this, Indented);
}
