using PanchayatBot.FakeTelegram.Http;

namespace PanchayatBot.FakeTelegram.Methods;

/// <summary>Files that the bot wants to have.</summary>
internal static class Fetching
{
    private const long MaxBytes = 20L << 20;

    public static void GetFile(Call call)
    {
        var id = call.Parameters.Text("file_id");
        if (string.IsNullOrEmpty(id))
            throw BotApiException.BadRequest("file_id not specified");
        var file = call.Bot.FindFile(id) ?? throw BotApiException.BadRequest("wrong file_id or the file is temporarily unavailable");
        if (file.Size > MaxBytes)
            throw BotApiException.BadRequest("file is too big");
        call.Json.WriteStartObject();
        call.Json.WriteString("file_id"u8, file.FileId);
        call.Json.WriteString("file_unique_id"u8, file.FileId);
        call.Json.WriteNumber("file_size"u8, file.Size);
        call.Json.WriteString("file_path"u8, file.Path);
        call.Json.WriteEndObject();
    }
}
