namespace PanchayatBot.Polls.Counting;

/// <summary>How people vote. Names stand in the database and in files of ballots.</summary>
public enum PollKind
{
    /// <summary>For, against or neutral: the options are these three, in this order.</summary>
    YesNo,

    /// <summary>One of many: the most votes win.</summary>
    One,

    /// <summary>Approval: every option that one likes, up to a number; the most votes win.</summary>
    Approval,

    /// <summary>वरीयता: options in order of preference, counted by instant run-off.</summary>
    Ranked,

    /// <summary>रुपये की गठरी: a hundred rupees are spread over the options; the most rupees win.</summary>
    Budget,
}
