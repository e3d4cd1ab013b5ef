using System.Runtime.InteropServices;

namespace PanchayatBot.Schemes.Finding;

/// <summary>A word of a question that says something about its matter: what like questions share, however they are spelt.</summary>
/// <param name="Key">A meaning (<c>=farmer</c>) or, for a word without one, its sound key.</param>
/// <param name="Weight">What it tells, in nats; more for a rarer word.</param>
/// <param name="Understood">False for a word that stands nowhere in the content.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct KeyWord(string Key, float Weight, bool Understood);
