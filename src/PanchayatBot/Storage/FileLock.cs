namespace PanchayatBot.Storage;

/// <summary>A file that one process holds open alone; the operating system lets go of it when the process dies, however it dies.</summary>
internal static class FileLock
{
    /// <summary>Takes the lock at once, or returns null when another process has it.</summary>
    public static FileStream? Try(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Waits for the lock.</summary>
    /// <exception cref="TimeoutException">Another process held it for too long.</exception>
    public static FileStream Wait(string path, TimeSpan atMost)
    {
        var tries = (int)(atMost.TotalMilliseconds / 50);
        for (var i = 0; i < tries; i++)
        {
            if (Try(path) is { } held)
                return held;
            Task.Delay(50).Wait();
        }

        throw new TimeoutException($"Another process has held {path} for {atMost.TotalSeconds:0} s. Is an update still running?");
    }
}
