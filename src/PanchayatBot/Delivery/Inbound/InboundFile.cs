using PanchayatBot.Messages;

namespace PanchayatBot.Delivery.Inbound;

/// <summary>Why a file that somebody sent is not kept. <c>file.refused.NAME</c> in content/texts tells it to the person.</summary>
public enum FileRefusal
{
    /// <summary>It has more bytes than are taken, or a picture with more points than others could show.</summary>
    Large,

    /// <summary>It is of a kind that is not taken, whatever its name says; or the message carried no file.</summary>
    Kind,

    /// <summary>It is damaged, locked, or pretends to be something else.</summary>
    Broken,

    /// <summary>The channel does not hand it out, or no longer; or it was kept as long as it was to be.</summary>
    Gone,
}

/// <summary>What became of a file that somebody sent.</summary>
public abstract record InboundFile
{
    private InboundFile() { }

    /// <summary>It is being fetched, and will be kept under this key.</summary>
    /// <param name="Key">Its key from now on.</param>
    public sealed record Waiting(string Key) : InboundFile;

    /// <summary>It is there and may be sent on.</summary>
    /// <param name="File">Its key is the one that <see cref="Waiting"/> named.</param>
    public sealed record Arrived(StoredFile File) : InboundFile;

    /// <summary>There is no such file, and there will be none.</summary>
    /// <param name="Why">The reason.</param>
    public sealed record Refused(FileRefusal Why) : InboundFile
    {
        /// <summary>The key of the sentence that tells it.</summary>
        public string TextKey => TextKeyOf(Why);
    }

    /// <summary>The key of the sentence that tells a reason.</summary>
    public static string TextKeyOf(FileRefusal why) => $"file.refused.{why.ToString().ToLowerInvariant()}";
}
