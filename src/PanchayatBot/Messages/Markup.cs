namespace PanchayatBot.Messages;

/// <summary>placeholder</summary>
public static class Markup { }
