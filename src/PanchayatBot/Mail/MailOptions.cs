using System.Net;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace PanchayatBot.Mail;

/// <summary>How the connection to the mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>Asked for with STARTTLS; a server that does not offer it gets nothing.</summary>
    StartTls,

    /// <summary>From the first byte.</summary>
    Tls,

    /// <summary>Not at all: only for a relay on this machine.</summary>
    None,
}

/// <summary>Settings under <c>Mail</c>.</summary>
public sealed class MailOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Mail";

    /// <summary>The mail server; empty for an installation that sends no mail.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its port.</summary>
    public int Port { get; set; } = 587;

    /// <summary>How the connection is protected.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>The account; empty where the server asks for none.</summary>
    public string User { get; set; } = "";

    /// <summary>Its password. Best set in the environment: Mail__Password.</summary>
    public string Password { get; set; } = "";

    /// <summary>Who sends, e.g. <c>पंचायत बॉट &lt;bot@example.in&gt;</c>.</summary>
    public string From { get; set; } = "";

    /// <summary>True where mail is sent.</summary>
    public bool IsConfigured => Host.Length > 0;

    private bool IsThisMachine => Host == "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    internal SecureSocketOptions Socket => Security switch { MailSecurity.Tls => SecureSocketOptions.SslOnConnect, MailSecurity.None => SecureSocketOptions.None, _ => SecureSocketOptions.StartTls };

    /// <summary>Looks at the settings.</summary>
    /// <exception cref="OptionsValidationException">One of them is missing or wrong; the message names it.</exception>
    public MailOptions Checked()
    {
        if (!IsConfigured)
            return this;
        string? wrong = Port is < 1 or > 65_535 ? "Mail:Port is a number from 1 to 65535; most servers take 587."
            : !MailboxAddress.TryParse(From, out var from) || from.Address.IndexOf('@', StringComparison.Ordinal) < 1 ? "Mail:From is missing or no address. Write it as: Panchayat Bot <bot@example.in>"
            : User.Length > 0 && Password.Length == 0 ? "Mail:User is set and Mail:Password is not. Set it in the environment as Mail__Password."
            : Security == MailSecurity.None && !IsThisMachine ? "Mail:Security is None, and Mail:Host is not this machine: mails would travel in clear. Use StartTls or Tls."
            : Security == MailSecurity.None && User.Length > 0 ? "Mail:Security is None and Mail:User is set: the password would travel in clear. Use StartTls or Tls."
            : null;
        return wrong is null ? this : throw new OptionsValidationException(Section, typeof(MailOptions), [wrong]);
    }
}
