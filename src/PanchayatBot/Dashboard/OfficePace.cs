using PanchayatBot.Web;

namespace PanchayatBot.Dashboard;

/// <summary>How much of what the pages of the office take: requests of one network address, tries to sign in, pages of one browser.</summary>
internal sealed class OfficePace : IDisposable
{
    // All browsers of a block office may show one address.
    private const int RequestsAtOnce = 300;
    private const int RequestsPerSecond = 10;

    // A code cannot be guessed; this only keeps the one writer of the database free.
    private const int SignInsAtOnce = 20;
    private const int SecondsPerSignIn = 3;

    // A page is many queries, and a person reads one at a time.
    private const int PagesAtOnce = 60;
    private const int PagesPerSecond = 1;

    private readonly Buckets _addresses = new(RequestsAtOnce, TimeSpan.FromSeconds(1) / RequestsPerSecond);
    private readonly Buckets _signIns = new(SignInsAtOnce, TimeSpan.FromSeconds(SecondsPerSignIn));
    private readonly Buckets _browsers = new(PagesAtOnce, TimeSpan.FromSeconds(1) / PagesPerSecond);

    /// <summary>Null when somebody at this address may ask for something; otherwise the seconds to wait. This machine itself may always.</summary>
    public int? WaitOf(HttpContext http) => Door.AddressOf(http) is { } address ? _addresses.Wait(address) : null;

    /// <summary>The same for signing in; this machine itself has to wait, too.</summary>
    public int? WaitOfSignIn(HttpContext http) => _signIns.Wait(Door.AddressOf(http) ?? "");

    /// <summary>Null when a browser may have another page; otherwise the seconds to wait.</summary>
    public int? WaitOf(SignIn signIn) => _browsers.Wait(signIn.TokenHash);

    /// <inheritdoc />
    public void Dispose()
    {
        _addresses.Dispose();
        _signIns.Dispose();
        _browsers.Dispose();
    }
}
