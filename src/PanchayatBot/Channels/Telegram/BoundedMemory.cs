namespace PanchayatBot.Channels.Telegram;

/// <summary>Takes a download, and no more of it than was agreed: the length that the other side names may be wrong.</summary>
internal sealed class BoundedMemory(int mostBytes) : MemoryStream
{
    /// <exception cref="FullException">More came than was agreed.</exception>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc cref="Write(byte[], int, int)"/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Length + buffer.Length > mostBytes)
            throw new FullException();
        base.Write(buffer);
    }

    /// <inheritdoc cref="Write(byte[], int, int)"/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc cref="Write(byte[], int, int)"/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    /// <summary>More came than was agreed.</summary>
    internal sealed class FullException : IOException;
}
