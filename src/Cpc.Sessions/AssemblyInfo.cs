using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Cpc.Sessions.Tests")]
