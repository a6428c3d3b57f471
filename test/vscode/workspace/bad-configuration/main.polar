allow(_, _, _);
