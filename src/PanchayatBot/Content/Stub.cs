#pragma warning disable
namespace PanchayatBot.Channels.WebChat { public class WebChatOptions { public const string DefaultUrl="http://localhost:5080"; public bool Demo; public static WebChatOptions From(IConfiguration c, bool anotherChannel) => new(); } public class WebChat { public static void Add(IServiceCollection s, WebChatOptions o){} public static void Map(WebApplication a){} } }
