using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Sluice.Objects.Directories;

/// <summary>Tells files from what only has the name of one: pipes, sockets and devices.</summary>
/// <remarks>
/// Opening a pipe waits for somebody at its other end, perhaps for ever, and the library's attributes do not tell it from
/// a file; so the system is asked. On systems whose answer is not known here, the attributes have to do.
/// </remarks>
public static class RegularFiles
{
    private const int TypeMask = 0xF000;
    private const int RegularType = 0x8000;

    /// <summary>Room for the answer of any of these systems.</summary>
    private const int AnswerBytes = 512;

    /// <param name="path">Of something that is there; a symbolic link is not followed.</param>
    public static bool Is(string path) =>
        OperatingSystem.IsLinux() ? IsOnLinux(path)
        : OperatingSystem.IsMacOS() ? IsOnMac(path)
        : true;

    private static bool IsOnLinux(string path)
    {
        const int currentDirectory = -100, doNotFollow = 0x100, type = 1, modeOffset = 28;
        Span<byte> answer = stackalloc byte[AnswerBytes];
        return Statx(currentDirectory, path, doNotFollow, type, ref answer[0]) == 0 && IsRegular(answer[modeOffset..]);
    }

    private static bool IsOnMac(string path)
    {
        const int modeOffset = 4;
        Span<byte> answer = stackalloc byte[AnswerBytes];
        var result = RuntimeInformation.ProcessArchitecture == Architecture.X64
            ? LinkStat64(path, ref answer[0])
            : LinkStat(path, ref answer[0]);
        return result == 0 && IsRegular(answer[modeOffset..]);
    }

    private static bool IsRegular(ReadOnlySpan<byte> mode) =>
        (BinaryPrimitives.ReadUInt16LittleEndian(mode) & TypeMask) == RegularType;

    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Statx(
        int directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, ref byte answer);

    [DllImport("libc", EntryPoint = "lstat")]
    private static extern int LinkStat([MarshalAs(UnmanagedType.LPUTF8Str)] string path, ref byte answer);

    [DllImport("libc", EntryPoint = "lstat$INODE64")]
    private static extern int LinkStat64([MarshalAs(UnmanagedType.LPUTF8Str)] string path, ref byte answer);
}
