using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PanchayatBot.FakeTelegram.Http;

/// <summary>One call of a method. The method writes its result, one JSON value, to <see cref="Json"/>.</summary>
/// <param name="Bot">The bot that calls.</param>
/// <param name="Method">Name of the method as the bot spelled it.</param>
/// <param name="Parameters">What it gave.</param>
/// <param name="Json">Takes the result.</param>
/// <param name="Aborted">Ends when the bot hangs up.</param>
internal sealed record Call(FakeBot Bot, string Method, Parameters Parameters, Utf8JsonWriter Json, CancellationToken Aborted);

/// <summary>Where an answer is put together before it leaves; used again and again.</summary>
internal sealed class AnswerBuffer
{
    // Devanagari goes out as it is: unlike Telegram's own \uXXXX it costs neither side anything, and reads the same.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _bytes = new(4096);

    public AnswerBuffer() => Json = new Utf8JsonWriter(_bytes, Options);

    public Utf8JsonWriter Json { get; }

    /// <summary>What was written so far.</summary>
    public ReadOnlyMemory<byte> Written
    {
        get
        {
            Json.Flush();
            return _bytes.WrittenMemory;
        }
    }

    public void Clear()
    {
        Json.Reset(_bytes);
        _bytes.ResetWrittenCount();
    }
}
