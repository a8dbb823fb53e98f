using System.Security.Cryptography;
using System.Text;

namespace Sluice.Storage.Sqlite.Files;

/// <summary>What was acknowledged is not all there.</summary>
/// <param name="Sentence">What is missing, and why as far as that can be told.</param>
/// <param name="State">All that it was concluded from.</param>
/// <param name="UsesLog">Whether the log belongs to the database and may be played into it, as far as it can be read.</param>
internal sealed record Loss(string Sentence, object State, bool UsesLog)
{
    /// <summary>Eight digits that stand for this loss and no other one.</summary>
    public string Code =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Sentence}\n{State}")))[..8];

    /// <summary>The refusal to start with it.</summary>
    public StoreLossException Refusal => new(
        $"{Sentence} Nothing was changed. Put back the files as they were, or move the whole data directory away and "
        + "put a backup in its place.",
        Code);
}
