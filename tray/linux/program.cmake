# A program is whole as the linker leaves it; `title` is for systems that keep one in the program.
function(finish_program target title)
endfunction()
