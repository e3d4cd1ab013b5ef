using System.Buffers;
using System.Text;
using System.Text.Json;

namespace PanchayatBot.FakeTelegram.Http;

/// <summary>Reads the parameters of a call from its address and its body: JSON, form or multipart.</summary>
internal static class RequestReader
{
    /// <exception cref="BotApiException">The body cannot be read.</exception>
    public static async ValueTask<Parameters> ReadAsync(HttpRequest request)
    {
        var parameters = new Parameters();
        if (request.QueryString.HasValue)
        {
            foreach (var (name, value) in request.Query)
                parameters.Add(name, value.ToString());
        }

        var type = request.ContentType;
        if (type is null)
            return parameters;
        if (type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
            await ReadJsonAsync(request, parameters);
        else if (request.HasFormContentType)
            await ReadFormAsync(request, parameters);
        return parameters;
    }

    /// <summary>Reads the members of one JSON object; those that are null count as left out.</summary>
    /// <exception cref="BotApiException">It is no JSON object.</exception>
    public static void ReadJson(ReadOnlySpan<byte> body, Parameters parameters)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                throw BotApiException.BadRequest("object expected in the request body");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                switch (reader.TokenType)
                {
                    case JsonTokenType.String:
                        parameters.Add(name, reader.GetString()!);
                        break;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        var start = (int)reader.TokenStartIndex;
                        reader.Skip();
                        parameters.AddJson(name, body[start..(int)reader.BytesConsumed].ToArray());
                        break;
                    case JsonTokenType.Null:
                        break;
                    default:
                        parameters.Add(name, Encoding.UTF8.GetString(reader.ValueSpan));
                        break;
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw BotApiException.BadRequest("can't parse the request body as JSON");
        }
    }

    private static async ValueTask ReadJsonAsync(HttpRequest request, Parameters parameters)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync();
            if (read.IsCompleted)
            {
                ReadJson(read.Buffer.IsSingleSegment ? read.Buffer.FirstSpan : read.Buffer.ToArray(), parameters);
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static async ValueTask ReadFormAsync(HttpRequest request, Parameters parameters)
    {
        var form = await request.ReadFormAsync();
        foreach (var (name, value) in form)
            parameters.Add(name, value.ToString());
        foreach (var file in form.Files)
        {
            var content = new byte[file.Length];
            await using var stream = file.OpenReadStream();
            await stream.ReadExactlyAsync(content);
            parameters.Files.Add(new UploadedFile(file.Name, file.FileName, content));
        }
    }
}
