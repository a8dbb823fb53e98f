using System.Globalization;
using System.Security.Cryptography;

namespace Sluice.Storage.Sqlite.Files;

/// <summary>The number of a commit: each one that changes something has the next.</summary>
/// <remarks>
/// Stands in the head of the database, in what SQLite calls <c>user_version</c>, so it is a part of the commit that it
/// counts. It begins anywhere, to tell one store's commits from another's, and goes around; 0 is none.
/// </remarks>
internal readonly record struct CommitNumber(uint Value)
{
    public bool IsNone => Value == 0;

    public CommitNumber Next => new(Value == uint.MaxValue ? 1 : Value + 1);

    /// <summary>A number that nobody can foresee.</summary>
    public static CommitNumber Random() =>
        new((uint)RandomNumberGenerator.GetInt32(1, int.MaxValue));

    /// <summary>How many commits lie between <paramref name="earlier"/> and this one; below 0 when it is later.</summary>
    public int After(CommitNumber earlier) => (int)(Value - earlier.Value);

    /// <summary>Whether this is one of <paramref name="first"/>, … <paramref name="last"/>.</summary>
    public bool IsIn(CommitNumber first, CommitNumber last) => Value - first.Value <= last.Value - first.Value;

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
