using System.Text;
using System.Text.Json;

namespace Sluice.Server.Audit;

/// <summary>How many bytes of a file, or of some lines, are whose.</summary>
/// <remarks>What nobody has proved to be theirs has an account of its own, the empty one.</remarks>
internal sealed class AuditedBytes
{
    private readonly Dictionary<string, long> _byAccount = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> ByAccount => _byAccount;

    /// <summary>What is in a file.</summary>
    public static AuditedBytes Of(string path)
    {
        var bytes = new AuditedBytes();
        foreach (var line in File.ReadLines(path))
        {
            bytes.Add(AccountOf(line), BytesOf(line));
        }

        return bytes;
    }

    public void Add(string account, long bytes) =>
        _byAccount[account] = _byAccount.GetValueOrDefault(account) + bytes;

    public void Add(AuditedBytes other)
    {
        foreach (var (account, bytes) in other._byAccount)
        {
            Add(account, bytes);
        }
    }

    public void Clear() => _byAccount.Clear();

    /// <summary>
    /// What each account has above the one level at which all of them together have no more than this: so whoever has most gives
    /// up first, and who is below gives up nothing.
    /// </summary>
    /// <returns>Of those only who have more.</returns>
    public Dictionary<string, long> AboveLevel(long most)
    {
        var (left, level) = (most, long.MaxValue);
        var ascending = _byAccount.Values.Order().ToList();
        for (var i = 0; i < ascending.Count; i++)
        {
            var each = left / (ascending.Count - i);
            if (ascending[i] > each)
            {
                level = each;
                break;
            }

            left -= ascending[i];
        }

        return _byAccount.Where(account => account.Value > level)
            .ToDictionary(account => account.Key, account => account.Value - level, StringComparer.Ordinal);
    }

    /// <summary>With its line feed.</summary>
    public static long BytesOf(string line) => Encoding.UTF8.GetByteCount(line) + 1;

    /// <returns>Empty for a stranger's, and for a line that a crash has cut off.</returns>
    public static string AccountOf(string line)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(line));
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1
                    && reader.TokenType == JsonTokenType.PropertyName
                    && reader.ValueTextEquals(nameof(AuditRecord.Account))
                    && reader.Read())
                {
                    return reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
                }
            }
        }
        catch (JsonException)
        {
            // Whoever reads the record passes over it, too.
        }

        return "";
    }
}
