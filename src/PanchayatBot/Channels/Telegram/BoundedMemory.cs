namespace PanchayatBot.Channels.Telegram;

/// <summary>Takes a download, and no more of it than was agreed: the length that the other side names may be wrong.</summary>
internal sealed class BoundedMemory(int mostBytes) : MemoryStream
{
    /// <summary>Every other way of writing comes here in the end.</summary>
    /// <exception cref="FullException">More came than was agreed.</exception>
    public override void Write(byte[] buffer, int offset, int count)
    {
        if (Length + count > mostBytes)
            throw new FullException();
        base.Write(buffer, offset, count);
    }

    /// <summary>More came than was agreed.</summary>
    internal sealed class FullException : IOException;
}
