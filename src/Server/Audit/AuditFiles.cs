using System.Globalization;

namespace Sluice.Server.Audit;

/// <summary>The files of the record, one or more for each day. Lines are appended; beyond the bound the oldest go of whoever has most.</summary>
/// <remarks>Named so that the order of names is that of time: <c>2025-01-02-000001.jsonl</c>.</remarks>
internal sealed class AuditFiles(AuditOptions options) : IDisposable
{
    private const string Form = "yyyy-MM-dd";
    private const string Extension = ".jsonl";

    /// <summary>A part of all, 128 KiB or more, so that little is lost when the oldest one goes.</summary>
    private readonly long _fileBytes = options.MostBytes / 8;

    /// <summary>Whose the bytes of each file are, as far as somebody has looked.</summary>
    private readonly Dictionary<string, AuditedBytes> _bytes = new(StringComparer.Ordinal);

    private FileStream? _file;
    private DateOnly _day;

    /// <summary>All files, oldest first; none when there is no directory.</summary>
    public static List<string> List(string directory) => Directory.Exists(directory)
        ? [.. Directory.GetFiles(directory, "*" + Extension).Where(HasDay).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The day whose lines a file holds.</summary>
    public static DateOnly DayOf(string path) =>
        DateOnly.ParseExact(Path.GetFileName(path)[..Form.Length], Form, CultureInfo.InvariantCulture);

    /// <summary>Hands lines to the operating system.</summary>
    /// <param name="lines">Whole ones, each with its line feed.</param>
    /// <param name="bytes">Whose they are.</param>
    public void Append(DateOnly day, ReadOnlySpan<byte> lines, AuditedBytes bytes)
    {
        // A clock that goes back starts no older file.
        if (_file is null || day > _day || _file.Length + lines.Length > _fileBytes)
        {
            Close();
            _day = day;
            _file = Open(day, lines.Length);
            Prune(_file.Name);
        }

        _file.Write(lines);
        _bytes.GetValueOrDefault(_file.Name)?.Add(bytes);
    }

    /// <summary>Returns when all would survive a power cut.</summary>
    public void Close()
    {
        _file?.Flush(flushToDisk: true);
        _file?.Dispose();
        _file = null;
    }

    /// <summary>Gives the file up without another word, after it has failed.</summary>
    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private FileStream Open(DateOnly day, int room)
    {
        Directory.CreateDirectory(options.Directory);
        var last = List(options.Directory).LastOrDefault();
        if (last is not null && DayOf(last) >= day && new FileInfo(last).Length + room <= _fileBytes)
        {
            return GoOn(last);
        }

        var number = last is not null && DayOf(last) == day ? NumberOf(last) + 1 : 1;
        var name = string.Create(CultureInfo.InvariantCulture, $"{day.ToString(Form)}-{number:D6}{Extension}");
        return New(Path.Combine(options.Directory, name), FileMode.CreateNew);
    }

    /// <summary>A line that a crash has cut off must not swallow the next one.</summary>
    private static FileStream GoOn(string path)
    {
        var file = New(path, FileMode.Open);
        if (file.Length > 0)
        {
            file.Seek(-1, SeekOrigin.End);
            if (file.ReadByte() != '\n')
            {
                file.WriteByte((byte)'\n');
            }
        }

        return file;
    }

    private static FileStream New(string path, FileMode mode)
    {
        var how = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete,

            // Batches come whole. What a full disk did not take must not come back when the file is given up.
            BufferSize = 0,
        };
        if (mode != FileMode.Open && !OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, how);
    }

    /// <param name="current">Stays, whatever its size.</param>
    private void Prune(string current)
    {
        var kept = new List<string>();
        foreach (var path in List(options.Directory).Where(path => path != current))
        {
            if (DayOf(path).AddDays(options.MostDays) >= _day)
            {
                kept.Add(path);
            }
            else
            {
                Remove(path);
            }
        }

        var most = options.MostBytes - _fileBytes;
        if (kept.Sum(path => new FileInfo(path).Length) > most)
        {
            LetGo(kept, most);
        }

        BytesIn(current);
    }

    /// <summary>Of the accounts that have most, the oldest lines go.</summary>
    /// <param name="files">Oldest first.</param>
    private void LetGo(List<string> files, long most)
    {
        var all = new AuditedBytes();
        files.ForEach(path => all.Add(BytesIn(path)));
        var surplus = all.AboveLevel(most);
        foreach (var path in files)
        {
            if (surplus.Values.All(bytes => bytes <= 0))
            {
                return;
            }

            if (BytesIn(path).ByAccount.Keys.Any(account => surplus.GetValueOrDefault(account) > 0))
            {
                Thin(path, surplus);
            }
        }
    }

    /// <summary>Writes a file anew without the first lines of those who have a surplus. Where none is left, it goes.</summary>
    private void Thin(string path, Dictionary<string, long> surplus)
    {
        var thin = path + ".new";
        var left = new AuditedBytes();
        using (var file = New(thin, FileMode.Create))
        using (var writer = new StreamWriter(file))
        {
            writer.NewLine = "\n";
            foreach (var line in File.ReadLines(path))
            {
                var (account, bytes) = (AuditedBytes.AccountOf(line), AuditedBytes.BytesOf(line));
                if (surplus.GetValueOrDefault(account) > 0)
                {
                    surplus[account] -= bytes;
                }
                else
                {
                    writer.WriteLine(line);
                    left.Add(account, bytes);
                }
            }

            writer.Flush();
            file.Flush(flushToDisk: true);
        }

        if (left.ByAccount.Count == 0)
        {
            File.Delete(thin);
            Remove(path);
        }
        else
        {
            File.Move(thin, path, overwrite: true);
            _bytes[path] = left;
        }
    }

    private AuditedBytes BytesIn(string path) =>
        _bytes.TryGetValue(path, out var known) ? known : _bytes[path] = AuditedBytes.Of(path);

    private void Remove(string path)
    {
        File.Delete(path);
        _bytes.Remove(path);
    }

    private static int NumberOf(string path) => int.TryParse(
        Path.GetFileNameWithoutExtension(path).AsSpan(Form.Length + 1), CultureInfo.InvariantCulture, out var number)
        ? number
        : 0;

    private static bool HasDay(string path) =>
        Path.GetFileName(path) is { Length: > 10 } name
        && DateOnly.TryParseExact(name[..Form.Length], Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
