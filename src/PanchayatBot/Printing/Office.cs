using PanchayatBot.Content;

namespace PanchayatBot.Printing;

/// <summary>The office whose name stands at the head of a paper.</summary>
/// <param name="Panchayat">Name of the gram panchayat, without the words “ग्राम पंचायत”.</param>
/// <param name="Block">Name of the block.</param>
/// <param name="District">Name of the district.</param>
/// <param name="State">Name of the state.</param>
/// <param name="BlockTerm">What the state calls a block (प्रखंड, विकास खंड, जनपद पंचायत); null for the usual word.</param>
public sealed record Office(Bilingual Panchayat, Bilingual Block, Bilingual District, Bilingual State, Bilingual? BlockTerm = null);
