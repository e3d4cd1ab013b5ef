namespace PanchayatBot.FakeTelegram;

/// <summary>Lets tests sleep until something happened; costs next to nothing while nobody sleeps.</summary>
internal sealed class Changes
{
    private TaskCompletionSource? _next;

    /// <summary>Ends at the first change after this call.</summary>
    public Task Next
    {
        get
        {
            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return (Interlocked.CompareExchange(ref _next, mine, null) ?? mine).Task;
        }
    }

    public void Tell()
    {
        if (Volatile.Read(ref _next) is not null)
            Interlocked.Exchange(ref _next, null)?.TrySetResult();
    }
}
