using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using PanchayatBot.FakeTelegram.Methods;

namespace PanchayatBot.FakeTelegram.Http;

/// <summary>
/// Takes HTTP requests straight from Kestrel: finds the bot and the method, lets faults happen, writes the answer.
/// Neither host nor middleware stands in between, for every microsecond here is missing in the benchmark.
/// </summary>
internal sealed class BotApiApplication(Func<string, FakeBot?> botByToken) : IHttpApplication<HttpContext>
{
    private static readonly byte[] BadGateway = Encoding.ASCII.GetBytes(
        "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n"
        + "<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n");

    private const string FilePath = "/file";

    private readonly ConcurrentQueue<AnswerBuffer> _buffers = new();

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        if (!_buffers.TryDequeue(out var buffer))
            buffer = new AnswerBuffer();
        try
        {
            await AnswerAsync(context, buffer);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // The bot hung up: nobody is left to hear the answer.
            context.Abort();
        }
        finally
        {
            buffer.Clear();
            _buffers.Enqueue(buffer);
        }
    }

    private async ValueTask AnswerAsync(HttpContext context, AnswerBuffer buffer)
    {
        Fault? fault = null;
        FakeBot? bot = null;
        var method = "";
        var status = StatusCodes.Status200OK;
        try
        {
            if (context.Request.Path.Value!.StartsWith(FilePath, StringComparison.Ordinal))
            {
                await WriteFileAsync(context);
                return;
            }

            (bot, method) = Route(context.Request.Path.Value!);
            var parameters = await RequestReader.ReadAsync(context.Request);
            fault = bot.Admit(method, parameters);
            if (fault is not null)
            {
                if (fault.Delay > TimeSpan.Zero)
                    await Task.Delay(fault.Delay, bot.Options.Time, context.RequestAborted);
                if (fault.Drop == DropMoment.BeforeAccepting)
                {
                    context.Abort();
                    return;
                }

                if (fault.Status == StatusCodes.Status502BadGateway)
                {
                    await WriteAsync(context, 502, "text/html", BadGateway);
                    return;
                }

                fault.ThrowIfError();
            }

            buffer.Json.WriteStartObject();
            buffer.Json.WriteBoolean("ok"u8, true);
            buffer.Json.WritePropertyName("result"u8);
            await MethodTable.CallAsync(new Call(bot, method, parameters, buffer.Json, context.RequestAborted));
            buffer.Json.WriteEndObject();
        }
        catch (BotApiException error)
        {
            status = error.Code;
            bot?.Remember(error, method);
            if (error.RetryAfter > 0)
                context.Response.Headers.RetryAfter = error.RetryAfter.ToString();
            buffer.Clear();
            WriteError(buffer, error);
        }
        catch (Exception error) when (error is not (OperationCanceledException or IOException))
        {
            // A mistake of this server: said aloud, or it would be taken for one of the bot's.
            status = StatusCodes.Status500InternalServerError;
            buffer.Clear();
            WriteError(buffer, new BotApiException(status, $"FAKE: {error}"));
        }
        catch (BadHttpRequestException)
        {
            status = StatusCodes.Status413PayloadTooLarge;
            buffer.Clear();
            WriteError(buffer, new BotApiException(status, "Request Entity Too Large"));
        }

        switch (fault?.Drop)
        {
            case DropMoment.AfterAccepting:
                context.Abort();
                return;
            case DropMoment.MidAnswer:
                await WriteHalfAsync(context, buffer.Written);
                context.Abort();
                return;
            default:
                await WriteAsync(context, status, "application/json", buffer.Written);
                return;
        }
    }

    /// <summary>Reads <c>/bot&lt;token&gt;/&lt;method&gt;</c>.</summary>
    private (FakeBot Bot, string Method) Route(string path)
    {
        var slash = path.IndexOf('/', 1);
        if (slash < 0 || !path.StartsWith("/bot", StringComparison.Ordinal) || !FakeBot.IsToken(path.AsSpan(4, slash - 4)))
            throw new BotApiException(404, "Not Found");
        var bot = botByToken(path[4..slash]);
        return bot is null ? throw BotApiException.Unauthorized() : (bot, path[(slash + 1)..]);
    }

    /// <summary>Serves <c>/file/bot&lt;token&gt;/&lt;path&gt;</c>. A fault of the method "file" strikes here.</summary>
    private async ValueTask WriteFileAsync(HttpContext context)
    {
        var (bot, path) = Route(context.Request.Path.Value![FilePath.Length..]);
        var fault = bot.Admit("file", new Parameters());
        fault?.ThrowIfError();
        var file = bot.FindPath(path) ?? throw new BotApiException(404, "Not Found");
        if (fault is not { Drop: not DropMoment.Never })
        {
            await WriteAsync(context, StatusCodes.Status200OK, "application/octet-stream", file.Content);
            return;
        }

        await WriteHalfAsync(context, file.Content);
        context.Abort();
    }

    private static void WriteError(AnswerBuffer buffer, BotApiException error)
    {
        var json = buffer.Json;
        json.WriteStartObject();
        json.WriteBoolean("ok"u8, false);
        json.WriteNumber("error_code"u8, error.Code);
        json.WriteString("description"u8, error.Message);
        if (error.RetryAfter > 0 || error.MigrateTo is not null)
        {
            json.WriteStartObject("parameters"u8);
            if (error.RetryAfter > 0)
                json.WriteNumber("retry_after"u8, error.RetryAfter);
            if (error.MigrateTo is { } chat)
                json.WriteNumber("migrate_to_chat_id"u8, chat);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static async ValueTask WriteHalfAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        var whole = body.Length;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = whole;
        await context.Response.BodyWriter.WriteAsync(body[..(whole / 2)]);
        // What is aborted at once might never leave the machine's buffers.
        await Task.Delay(20);
    }

    private static ValueTask<FlushResult> WriteAsync(HttpContext context, int status, string type, ReadOnlyMemory<byte> body)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = type;
        response.ContentLength = body.Length;
        return response.BodyWriter.WriteAsync(body);
    }
}
